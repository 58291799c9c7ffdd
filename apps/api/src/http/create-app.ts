import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { AppModule, type Ports } from '../app.module.ts';
import { observeRequests } from './observe-requests.ts';
import { serveDocs } from './openapi.ts';
import { ProblemFilter, sendProblem } from './problem.filter.ts';
import { refuse } from './problem.ts';
import { openContext } from './request-context.ts';
import { securityHeaders } from './security-headers.ts';

const MAX_BODY = '1mb';

/** The whole HTTP application over given ports: what main.ts listens with and what the specs talk to. */
export async function createApp(ports: Ports): Promise<INestApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(ports), {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.use(observeRequests(ports.httpMetrics));
  app.use(openContext);
  app.use(securityHeaders);
  app.use(onlyJson);
  app.useBodyParser('json', { limit: MAX_BODY });
  // Express asks for four parameters to see an error handler; here it is the body parser's.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    sendProblem(error, request, response, ports.log),
  );
  app.useGlobalFilters(new ProblemFilter(ports.log));
  serveDocs(app);
  return app;
}

/** The one route that takes files. A foreign page's form gets no further than its cookie (see the authentication guard). */
const isUpload = (request: Request) =>
  request.method === 'POST' &&
  request.path.endsWith('/evidence') &&
  request.is('multipart/form-data') !== false;

/** A form or a plain text sent by another site's page needs no permission of the browser; JSON does. */
function onlyJson(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (hasBody && !request.is('application/json') && !isUpload(request)) {
    next(refuse(415, 'unsupported-media-type', 'Send the body as application/json.'));
    return;
  }
  next();
}
