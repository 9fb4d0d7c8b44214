import type { Board } from "./board";
import type { Connection } from "./ha";
import { DOMAIN } from "./homes";

export type FeedState = "loading" | "live" | "not_loaded" | "not_found" | "failed";

const RETRY_MS = 3000;

/** One subscription to one community, shared by all cards that show it and kept alive over restarts of either side. */
export class Feed {
  board: Board | undefined;
  state: FeedState = "loading";
  private offset = 0;
  private readonly listeners = new Set<() => void>();
  private unsubscribe: (() => Promise<void> | void) | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Counts attempts, so that an answer to an earlier one changes nothing. */
  private attempt = 0;

  constructor(
    private readonly connection: Connection,
    private readonly entry: string,
  ) {}

  /** The chain's time now, in unix seconds. */
  now(): number {
    return Date.now() / 1000 + this.offset;
  }

  add(listener: () => void): void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.open();
  }

  remove(listener: () => void): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.close();
  }

  private open(): void {
    this.connection.addEventListener("ready", this.begin);
    this.begin();
  }

  private close(): void {
    this.connection.removeEventListener("ready", this.begin);
    this.end();
  }

  private end(): void {
    this.attempt++;
    clearTimeout(this.retry);
    const unsubscribe = this.unsubscribe;
    this.unsubscribe = undefined;
    if (unsubscribe) forget(unsubscribe);
  }

  private readonly begin = (): void => void this.subscribe();

  private async subscribe(): Promise<void> {
    this.end();
    const attempt = this.attempt;
    const current = (): boolean => attempt === this.attempt;
    try {
      const unsubscribe = await this.connection.subscribeMessage<Board | { ended: true }>(
        (message) => {
          if (current()) this.receive(message);
        },
        { type: `${DOMAIN}/subscribe`, config_entry_id: this.entry },
        { resubscribe: false },
      );
      if (current()) this.unsubscribe = unsubscribe;
      else forget(unsubscribe);
    } catch (error) {
      if (!current()) return;
      const code = (error as { code?: unknown }).code;
      this.change(code === "not_loaded" || code === "not_found" ? code : "failed");
      this.again();
    }
  }

  private receive(message: Board | { ended: true }): void {
    if ("ended" in message) {
      this.unsubscribe = undefined;
      this.change("not_loaded");
      this.again();
      return;
    }
    // Before the chain was first read there is nothing to draw.
    if ((message as Partial<Board>).blocks === undefined) return;
    this.board = message;
    this.offset = message.time - Date.now() / 1000;
    this.change("live");
  }

  private again(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(this.begin, RETRY_MS);
  }

  private change(state: FeedState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }
}

/** Unsubscribe; on a connection that is gone there is nothing left to take back. */
function forget(unsubscribe: () => Promise<void> | void): void {
  void Promise.resolve()
    .then(unsubscribe)
    .catch(() => undefined);
}

const feeds = new WeakMap<Connection, Map<string, Feed>>();

export function feedOf(connection: Connection, entry: string): Feed {
  let byEntry = feeds.get(connection);
  if (!byEntry) feeds.set(connection, (byEntry = new Map<string, Feed>()));
  let feed = byEntry.get(entry);
  if (!feed) byEntry.set(entry, (feed = new Feed(connection, entry)));
  return feed;
}
