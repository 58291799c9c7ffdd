import { describe, expect, it } from '@jest/globals';

import { readStartOptions } from './start-options.ts';

describe('npm start options', () => {
  it('default to the folder of the clone, port 8080 and the example', () => {
    expect(readStartOptions([], '/clone')).toEqual({
      dataDirectory: '/clone/.dondoc',
      port: 8080,
      empty: false,
      directiveFile: null,
      kafka: false,
    });
  });

  it.each([
    [['--port', '0'], 'not a port number'],
    [['--port', 'http'], 'not a port number'],
    [['--directive', '/no/such/file'], 'there is no file /no/such/file'],
    [['--directive', import.meta.filename, '--empty'], 'exclude each other'],
    [['--prot', '80'], '--prot'],
    [['extra'], 'extra'],
  ])('refuse %j and say why', (args, reason) => {
    expect(() => readStartOptions(args, '/clone')).toThrow(reason);
  });

  it('answer a call for help with no options', () => {
    expect(readStartOptions(['--help'], '/clone')).toBeNull();
  });
});
