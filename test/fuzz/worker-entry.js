'use strict';

require('../run/run-sources.js');
require('./worker.ts');
