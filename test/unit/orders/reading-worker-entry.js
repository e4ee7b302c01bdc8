'use strict';

require('../../run/run-sources.js');
require('../../../src/orders/intake/reading-thread/reading-worker.ts');
