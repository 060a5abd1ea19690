// Loaded before the server of others, which listens on every address: under test it listens on loopback, on a free
// port, and says which.
const { Server } = require("node:net");

const { listen } = Server.prototype;
Server.prototype.listen = function (_port, listening) {
  this.once("listening", () => console.log(`port ${this.address().port}`));
  return listen.call(this, 0, "127.0.0.1", listening);
};
