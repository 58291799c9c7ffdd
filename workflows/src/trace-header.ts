/** The header in which a trace travels through Temporal: W3C Trace Context as a string. Nobody decides by it. */
export const TRACE_HEADER = 'traceparent';
