import {
  amiSettingsFrom,
  amiUserFrom,
  amiUserNamesFrom,
  ariStatusFrom,
  ariUsersFrom,
  cdrBackendsFrom,
  celEnabledFrom,
  contextFrom,
  foldersFrom,
  httpFrom,
  logChannelsFrom,
  modulesFrom,
} from '#doctor/collect/console-output';

/* Recorded from Asterisk 22.10.1. */

test('manager show settings', () => {
  const text = `
Global Settings:
----------------
  Manager (AMI):             Yes            
  Web Manager (AMI/HTTP):    No             
  TCP Bindaddress:           127.0.0.1:26002
  HTTP Timeout (seconds):    60             
  TLS Enable:                No             
  TLS Bindaddress:           Disabled       
`;
  expect(amiSettingsFrom(text)).toEqual({ bind: '127.0.0.1:26002', tlsBind: null, webEnabled: false });
  expect(amiSettingsFrom(text.replace('(AMI):             Yes', '(AMI):             No '))).toMatchObject({
    bind: null,
  });
  expect(amiSettingsFrom(text.replace('AMI/HTTP):    No', 'AMI/HTTP):    Yes'))).toMatchObject({
    webEnabled: true,
  });
});

test('module show', () => {
  const text = `Module                         Description                              Use Count  Status      Support Level
res_pjsip_messaging.so         PJSIP Messaging Support                  0          Running              core
res_pjsip_notify.so            CLI/AMI PJSIP NOTIFY Support             0          Not Running          core
2 modules loaded
`;
  expect(modulesFrom(text)).toEqual(['res_pjsip_messaging.so']);
  expect(modulesFrom('0 modules loaded\n')).toEqual([]);
});

test('manager show users', () => {
  expect(
    amiUserNamesFrom(`
username
--------
star7
crm
-------------------
2 manager users configured.
`),
  ).toEqual(['star7', 'crm']);
  expect(amiUserNamesFrom('There are no manager users.\n')).toEqual([]);
});

test('manager show user', () => {
  const text = `
          username: star7
            secret: <Set>
               ACL: yes
         read perm: call,security
        write perm: reporting
   displayconnects: no
allowmultiplelogin: yes
         Variables: 
ACL: (unnamed)
---------------------------------------------
  0:  deny - 0.0.0.0/0.0.0.0
  1: allow - 127.0.0.1/255.255.255.255
`;
  expect(amiUserFrom(text)).toEqual({
    name: 'star7',
    acl: true,
    read: ['call', 'security'],
    write: ['reporting'],
  });
  expect(amiUserFrom(text.replace('read perm: call,security', 'read perm: <none>'))?.read).toEqual([]);
  expect(amiUserFrom('There is no manager called nobody\n')).toBeNull();
});

test('ari show', () => {
  expect(
    ariStatusFrom(
      'ARI Status:\nEnabled: Yes\nOutput format: compact\nAuth realm: Asterisk REST Interface\nAllowed Origins: *\n',
    ),
  ).toEqual({ enabled: true, allowedOrigins: '*' });
  expect(
    ariUsersFrom('r/o?  ACL?  Username\n----  ----  --------\nNo    Yes   star7\nYes   No    crm\n'),
  ).toEqual([
    { name: 'star7', readOnly: false, acl: true },
    { name: 'crm', readOnly: true, acl: false },
  ]);
  // Releases before 22 have no column for the ACL.
  expect(ariUsersFrom('r/o?  Username\n----  --------\nNo    star7\n')).toEqual([
    { name: 'star7', readOnly: false, acl: false },
  ]);
});

test('http show status', () => {
  const text = `HTTP Server Status:
Prefix: 
Server: 
Server Enabled and Bound to 127.0.0.1:26001

HTTPS Server Enabled and Bound to 0.0.0.0:8089

Enabled URI's:
/ari/... => Asterisk RESTful API
/ws => Asterisk HTTP WebSocket
`;
  expect(httpFrom(text)).toEqual({
    bind: '127.0.0.1:26001',
    tlsBind: '0.0.0.0:8089',
    uris: ['/ari/...', '/ws'],
  });
  expect(httpFrom('HTTP Server Status:\nPrefix: \nServer: \nServer Disabled\n')).toMatchObject({
    bind: null,
  });
});

test('logger show channels', () => {
  const text = `Logger queue limit: 1000

Channel                             Type     Formatter  Status    Configuration
-------                             ----     ---------  ------    -------------
/lab/log/messages.log               File     default    Enabled    - NOTICE WARNING ERROR 
/lab/log/full                       File     default    Disabled   - VERBOSE DEBUG 

`;
  expect(logChannelsFrom(text)).toEqual([
    { name: '/lab/log/messages.log', type: 'File', enabled: true, levels: ['NOTICE', 'WARNING', 'ERROR'] },
    { name: '/lab/log/full', type: 'File', enabled: false, levels: ['VERBOSE', 'DEBUG'] },
  ]);
});

test('cdr show status, cel show status', () => {
  const text = (logging: string, backends: string): string => `
Call Detail Record (CDR) settings
----------------------------------
  Logging:                    ${logging}
  Mode:                       Simple

* Registered Backends
  -------------------
${backends}

`;
  expect(cdrBackendsFrom(text('Enabled', '    csv\n    Adaptive ODBC'))).toEqual(['csv', 'Adaptive ODBC']);
  expect(cdrBackendsFrom(text('Enabled', '    csv (suspended) '))).toEqual([]);
  expect(cdrBackendsFrom(text('Enabled', '    (none)'))).toEqual([]);
  expect(cdrBackendsFrom(text('Disabled', '    csv'))).toEqual([]);
  expect(celEnabledFrom('CEL Logging: Enabled\nCEL Tracking Event: APP_START\n')).toBe(true);
  expect(celEnabledFrom('CEL Logging: Disabled\n')).toBe(false);
});

test('pjsip show endpoint, core show settings', () => {
  expect(contextFrom(' connected_line_method : invite\n context               : strangers\n')).toBe(
    'strangers',
  );
  expect(contextFrom('Unable to find object anonymous.\n\n')).toBeNull();
  const text = `
* Directories
  -------------
  Configuration file:          /etc/asterisk/asterisk.conf
  Configuration directory:     /etc/asterisk
  Spool directory:             /var/spool/asterisk
  Log directory:               /var/log/asterisk
  Data directory:              /usr/share/asterisk
`;
  expect(foldersFrom(text)).toEqual({
    data: '/usr/share/asterisk',
    configuration: '/etc/asterisk',
    log: '/var/log/asterisk',
    spool: '/var/spool/asterisk',
  });
  expect(foldersFrom('')).toBeNull();
});
