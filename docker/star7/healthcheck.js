'use strict';

// Ends with 0 where Star7 says that calls can be made. A database or PBX that is down makes the container
// "unhealthy", which tells whoever watches; it is not restarted for that, since a restart would mend nothing.
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
