/**
 * What is dear to make and asked for again: the `most` newest used are kept.
 * @returns gives what is kept under the key, or makes it; a failure is not kept
 */
export function createKept<Value extends object>(
  most: number,
): (key: string, make: () => Value) => Value {
  // A map keeps the order in which it was filled: the first is the one that was not used for longest.
  const kept = new Map<string, Value>();
  return (key, make) => {
    const value = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
