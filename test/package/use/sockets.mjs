// A probe through a proxy to a server that hangs up at once: sockets and timers of the runtime.
import { createServer } from 'node:net';
import { createProxy, probe } from 'cephwire/node';

const host = '127.0.0.1';
const server = createServer((socket) => socket.end());
await new Promise((resolve) => server.listen(0, host, resolve));
const proxy = createProxy({ listen: { host, port: 0 }, upstream: { host, port: server.address().port } });
const { error } = await probe({ ...(await proxy.listen()), timeout: 60_000 });
await proxy.close();
server.close();
console.log(JSON.stringify(error.code));
