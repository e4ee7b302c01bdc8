'use strict';

const { workerData } = require('node:worker_threads');

// It asks for the file, and then for more and more memory.
workerData.chunks.postMessage(null);
const kept = [];
for (;;) kept.push(Array.from({ length: 1000 }, (_, nth) => ({ nth })));
