'use strict';

// Exits with 0 if Star7 can take calls. If the database or the PBX is down, the container is "unhealthy", which monitoring
// shows; it is not restarted, because a restart would not help.
const { get } = require('node:http');

const port = process.env.STAR7_HTTP_PORT || '7080';

get({ host: '127.0.0.1', port, path: '/readyz', timeout: 4000 }, (response) => {
  response.resume();
  process.exitCode = response.statusCode === 200 ? 0 : 1;
})
  .on('timeout', function () {
    this.destroy();
  })
  .on('error', () => {
    process.exitCode = 1;
  });
