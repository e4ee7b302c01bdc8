'use strict';

const { workerData } = require('node:worker_threads');

// It asks for the file, and is not heard of again.
workerData.chunks.postMessage(null);
for (;;);
