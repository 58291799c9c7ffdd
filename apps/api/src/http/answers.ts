import { CommandAnswer } from '@dondoc/contracts/command.ts';
import { Problem } from '@dondoc/contracts/problem.ts';
import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

export const COMMAND = 'dondoc:command';

/** What the route does, in a sentence, for whoever reads the published interface. */
export const Summary = (summary: string) => ApiOperation({ summary });

const REFUSED = { status: 'default', description: 'A refusal or a fault.', standardSchema: Problem } as const;

/** The status and form of a route's answer, and that everything else is a problem document. */
export const Answers = (schema: z.ZodType, status = 200) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, standardSchema: schema, description: 'Done.' }),
    ApiResponse(REFUSED),
  );

/** Done, and nothing to say about it: 204. */
export const AnswersNothing = () =>
  applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: 'Done.' }), ApiResponse(REFUSED));

/** A file as it was uploaded, always as a download. */
export const AnswersFile = () =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({
      status: 200,
      description: 'The bytes.',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }),
    ApiResponse(REFUSED),
  );

/** A route that sends a command: takes `Idempotency-Key` and `If-Match`, answers where the event went. */
export const Command = (schema: z.ZodType = CommandAnswer, status = 200) =>
  applyDecorators(
    SetMetadata(COMMAND, true),
    Answers(schema, status),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Of your making; sending the same request with the same key again answers with the first result.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The version you saw, e.g. "7"; when it is no longer that, the answer is 412.',
    }),
  );
