import { useState, type RefCallback } from 'react';
import type { RatesFeed } from './rates-feed.ts';

type RefOfTopic = (topic: string) => RefCallback<HTMLElement>;

/** Tells a feed which rows of a list are in sight. Each row takes the reference for its topic. */
export function useShownTopics(feed: RatesFeed): RefOfTopic {
  const [refOf] = useState(() => createSightWatch(feed));
  return refOf;
}

function createSightWatch(feed: RatesFeed): RefOfTopic {
  const topics = new Map<Element, string>();
  const inSight = new Map<string, () => void>();
  const refs = new Map<string, RefCallback<HTMLElement>>();

  function see(topic: string, isSeen: boolean): void {
    inSight.get(topic)?.();
    if (isSeen) inSight.set(topic, feed.show(topic));
    else inSight.delete(topic);
  }

  const observer = new IntersectionObserver((found) => {
    for (const { target, isIntersecting } of found) {
      const topic = topics.get(target);
      if (topic !== undefined) see(topic, isIntersecting);
    }
  });

  function watched(topic: string): RefCallback<HTMLElement> {
    return (element) => {
      if (element === null) return;
      topics.set(element, topic);
      observer.observe(element);
      return () => {
        observer.unobserve(element);
        topics.delete(element);
        see(topic, false);
      };
    };
  }

  return (topic) => {
    // The same one each time: with another, React would let go of the row and take it up again.
    const known = refs.get(topic) ?? watched(topic);
    refs.set(topic, known);
    return known;
  };
}
