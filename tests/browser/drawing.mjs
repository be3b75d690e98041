// Scripts for pages, to be run before their own, that tell what is drawn on canvases.

/** The pixels of a canvas, read from a copy, which no browser minds. */
export function noteReading() {
  window.read = (canvas) => {
    const { width, height } = canvas;
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    const ctx = copy.getContext('2d', { willReadFrequently: true });
    ctx.drawImage(canvas, 0, 0);
    return ctx.getImageData(0, 0, width, height);
  };
}

/** Keeps what is written on each canvas since it was last cleared, with the place in pixels. */
export function noteWords() {
  window.written = new WeakMap();
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    window.written.set(this.canvas, []);
    return clearRect.apply(this, box);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    const words = window.written.get(this.canvas) ?? [];
    const { a, b, c, d, e, f } = this.getTransform();
    words.push({ text, x: a * x + c * y + e, y: b * x + d * y + f });
    window.written.set(this.canvas, words);
    return fillText.call(this, text, x, y, ...rest);
  };
}
