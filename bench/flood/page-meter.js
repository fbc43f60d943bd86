/* eslint-disable @typescript-eslint/ban-ts-comment -- it runs in a page, whose names this side of the project does not know */
// @ts-nocheck
/**
 * Measures a window from within, whatever draws it. It is given to the page by the debugger, so that no app knows of it.
 * An event is painted when its line, or a later one, has been: a window that freezes and then shows only the newest lines
 * is charged for all that it has not shown.
 */
(() => {
  const DAY_MS = 86_400_000;
  /** When a frame was painted, and the time that its newest line tells: pairs, one after the other. */
  const paints = [];
  const longTasks = [];
  const inputDelays = [];
  const inputDurations = [];
  let isAwaitingFrame = false;
  const stops = [];

  /** `14:31:02.004` of today, or of yesterday just before midnight. */
  function momentOf(text) {
    const found = /(\d\d):(\d\d):(\d\d)\.(\d{3})/.exec(text);
    if (found === null) return null;
    const [, hours, minutes, seconds, milliseconds] = found.map(Number);
    const at = new Date().setHours(hours, minutes, seconds, milliseconds);
    return at > Date.now() + 60_000 ? at - DAY_MS : at;
  }

  /** The part of the page in which a line is seen, or not. */
  function listOf(line) {
    let list = line.parentElement;
    while (list !== document.body && !/auto|scroll/.test(getComputedStyle(list).overflowY))
      list = list.parentElement;
    return list.getBoundingClientRect();
  }

  /** The moment that the newest line in sight tells; null when none is in sight. */
  function newestInSight() {
    const lines = document.querySelectorAll('[data-kind="event"]');
    if (lines.length === 0) return null;
    const { top, bottom } = listOf(lines[0]);
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      const line = lines[index].getBoundingClientRect();
      if (line.top < bottom && line.bottom > top) return momentOf(lines[index].textContent);
    }
    return null;
  }

  // What is posted in a frame is heard after it was painted; what was painted is still there.
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const newest = newestInSight();
    if (newest !== null) paints.push(Date.now(), newest);
  };
  const mutations = new MutationObserver(() => {
    if (isAwaitingFrame) return;
    isAwaitingFrame = true;
    requestAnimationFrame(() => {
      isAwaitingFrame = false;
      channel.port2.postMessage(null);
    });
  });
  mutations.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });

  function observe(options, take) {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    });
    observer.observe(options);
    stops.push(() => {
      for (const entry of observer.takeRecords()) take(entry);
      observer.disconnect();
    });
  }
  observe({ type: 'longtask' }, ({ duration }) => longTasks.push(duration));
  observe({ type: 'event', durationThreshold: 16 }, ({ name, duration }) => {
    if (name === 'keydown') inputDurations.push(duration);
  });

  const onKey = (event) => {
    inputDelays.push(performance.now() - event.timeStamp);
  };
  addEventListener('keydown', onKey, { capture: true });

  globalThis.meter = {
    newest: () => paints.at(-1) ?? 0,
    stop: () => {
      mutations.disconnect();
      for (const stop of stops) stop();
      removeEventListener('keydown', onKey, { capture: true });
      return { paints, longTasks, inputDelays, inputDurations };
    },
  };
})();
