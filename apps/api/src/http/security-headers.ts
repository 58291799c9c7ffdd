import type { NextFunction, Request, Response } from 'express';

const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
// The documentation page brings its own scripts and styles; nothing comes from another host.
const DOCS_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Set on every answer. Nothing here may be cached by others: answers depend on who asks. */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  const isDocs = request.path === '/docs' || request.path.startsWith('/docs/');
  response.setHeader('Content-Security-Policy', isDocs ? DOCS_POLICY : API_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Authorization, Cookie');
  next();
}
