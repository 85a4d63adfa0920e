// Where the film comes from: nothing is loaded before somebody wants to watch, then in the size the line can carry.

const RETRY_MILLISECONDS = [1000, 3000, 8000, 15_000, 30_000];
const GONE = [401, 403, 404, 410];
const HLS_TYPE = "application/vnd.apple.mpegurl";

export class Source {
  constructor(player) {
    this.player = player;
    this.url = player.element.dataset.playlist;
    this.isOpen = false;
    this.startAt = 0;
    this.sizes = [];
    this.failures = 0;
  }

  /** Loads the film, once; the library comes with it. */
  async open() {
    this.opening ??= this.load();
    await this.opening;
  }

  async load() {
    this.player.say(this.player.words.waiting);
    const { default: Hls } = await import("hls.js");
    if (Hls.isSupported()) await this.loadByLibrary(Hls);
    else await this.loadByBrowser();
    this.isOpen = true;
  }

  loadByLibrary(Hls) {
    const { video } = this.player;
    this.hls = new Hls({
      startPosition: this.startAt,
      abrEwmaDefaultEstimate: 400_000,
      capLevelToPlayerSize: true,
      maxBufferLength: 60,
      backBufferLength: 60,
    });
    this.hls.on(Hls.Events.ERROR, (_, error) => error.fatal && this.recover(Hls, error));
    this.hls.on(Hls.Events.FRAG_LOADED, () => (this.failures = 0));
    this.hls.attachMedia(video);
    return new Promise((resolve) => {
      this.hls.on(Hls.Events.MANIFEST_PARSED, (_, { levels }) => {
        this.sizes = levels.map(({ width, height }) => `${Math.min(width, height)}p`);
        this.player.element.dispatchEvent(new CustomEvent("player:sizes"));
        resolve();
      });
      this.hls.loadSource(this.url);
    });
  }

  /** Safari on telephones plays such films by itself. */
  loadByBrowser() {
    const { video } = this.player;
    if (!video.canPlayType(HLS_TYPE)) this.player.say(this.player.words.unsupported);
    video.src = this.url;
    return new Promise((resolve) => {
      video.addEventListener("loadedmetadata", () => {
        video.currentTime = this.startAt;
        resolve();
      }, { once: true });
    });
  }

  /** A line that breaks is tried again; a ticket that has ended asks for the page to be loaded anew. */
  recover(Hls, error) {
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) return this.hls.recoverMediaError();
    if (GONE.includes(error.response?.code)) return this.player.say(this.player.words.ended);
    this.player.say(this.player.words.offline);
    const wait = RETRY_MILLISECONDS[Math.min(this.failures++, RETRY_MILLISECONDS.length - 1)];
    setTimeout(() => (this.sizes.length ? this.hls.startLoad() : this.hls.loadSource(this.url)), wait);
  }

  /** Keeps to one size; -1 lets the line decide. */
  keepTo(size) {
    if (this.hls) this.hls.nextLevel = size;
  }
}
