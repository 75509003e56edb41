// The page's own server: questions to it, and what it pushes.

const FIRST_WAIT = 500, LONGEST_WAIT = 8000; // milliseconds until the next try to connect

/** POSTs JSON and returns the answer; {error: sentence} when there is none. */
export async function post(path, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return await response.json();
  } catch {
    return { error: "The preview is not running any more." };
  }
}

/** A file of the member's, as the server takes it. */
export async function encoded(file) {
  const address = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.readAsDataURL(file);
  });
  return { filename: file.name, base64: address.split(",", 2)[1] ?? "" };
}

export async function read(path) {
  const response = await fetch(path);
  return response.json();
}

/** What happens in the channel, as one member sees it. Reconnects by itself until close(). */
export class Events {
  constructor(query, { received, lost }) {
    this.address = `ws://${location.host}/api/events?${new URLSearchParams(query)}`;
    this.received = received;
    this.lost = lost;
    this.wait = FIRST_WAIT;
    this.#connect();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }

  #connect() {
    this.socket = new WebSocket(this.address);
    this.socket.addEventListener("message", (event) => {
      if (this.closed) return;
      this.wait = FIRST_WAIT;
      this.lost(false);
      this.received(JSON.parse(event.data));
    });
    this.socket.addEventListener("close", () => {
      if (this.closed) return;
      this.lost(true);
      this.timer = setTimeout(() => this.#connect(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    });
  }
}
