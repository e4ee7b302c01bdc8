/** What Star7 uses of asterisk-manager 0.2.0; the package has no typings. Source: its lib/ami.js. */
declare module 'asterisk-manager' {
  import type { TcpNetConnectOpts } from 'node:net';

  namespace createClient {
    /** Keys in lower case. A repeated header is an array; `variable` headers are an object. */
    type Message = Record<string, string | string[] | Record<string, string> | undefined>;

    interface Client {
      /** Hands its first argument to `net.createConnection`, which takes options too: the only way to the socket. */
      connect(options: TcpNetConnectOpts & { signal?: AbortSignal }): void;
      login(callback: (error?: Message) => void): void;
      /**
       * Writes the headers unescaped: a line break in one of them begins another header, or another action.
       */
      action(
        action: Record<string, string>,
        callback: (error: Message | undefined, response: Message) => void,
      ): string;
      on(event: 'connect' | 'close', listener: () => void): void;
      /** Every parsed message; the package's own listener separates replies from events and emits them. */
      on(event: 'rawevent', listener: (message: Message) => void): void;
      removeAllListeners(event: 'rawevent'): void;
      /** @param event an action's id: the listener for that action's reply is called */
      emit(event: string, error: Message | undefined, response: Message): boolean;
    }
  }

  /** Without a port the client does not connect by itself, which would hide the result of the log-in. */
  function createClient(port: null, host: string, username: string, password: string): createClient.Client;

  export = createClient;
}
