const A_MOMENT = 500; // milliseconds: timers may be early

/** Calls `run` whenever a day ends where one is. @returns {() => void} ends that */
export function atMidnight(run) {
  let timer;
  const wait = () => {
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    timer = setTimeout(
      () => {
        run();
        wait();
      },
      midnight - now + A_MOMENT,
    );
  };
  wait();
  return () => clearTimeout(timer);
}
