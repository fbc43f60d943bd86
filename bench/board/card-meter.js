/* eslint-disable @typescript-eslint/ban-ts-comment -- it runs in a page, whose names this side of the project does not know */
// @ts-nocheck
/**
 * Measures a board from within. It is given to the page by the debugger, so that no app knows of it. A change of a card is
 * painted when what is posted in the next frame is heard.
 */
(() => {
  /** What changed cards said when a frame with them was painted: the person, the moment, and the text, in turn. */
  const paints = [];
  const longTasks = [];
  const changed = new Set();
  let isAwaitingFrame = false;

  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = Date.now();
    for (const card of changed) paints.push(card.dataset.user, now, card.textContent);
    changed.clear();
  };
  const mutations = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const card = element?.closest('[data-user]');
      if (card) changed.add(card);
    }
    if (isAwaitingFrame) return;
    isAwaitingFrame = true;
    requestAnimationFrame(() => {
      isAwaitingFrame = false;
      channel.port2.postMessage(null);
    });
  });
  mutations.observe(document.body, { subtree: true, childList: true, characterData: true });

  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  tasks.observe({ type: 'longtask' });

  globalThis.cardMeter = {
    stop: () => {
      for (const { duration } of tasks.takeRecords()) longTasks.push(duration);
      tasks.disconnect();
      mutations.disconnect();
      return { paints, longTasks };
    },
  };
})();
