export const lines = (...parts: readonly string[]) => parts.join('\n');
