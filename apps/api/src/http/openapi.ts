import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

const DESCRIPTION = `Directive campaigns: draft, launch, follow, prove.

Every POST takes an \`Idempotency-Key\`. Commands answer \`{ streamId, version, position, duplicate }\`; pass \`position\` as
\`minPosition\` to a list to read your own write. Refusals are problem documents (RFC 9457) with a stable \`code\`.`;

/** OpenAPI 3.1 of every route, made from the same zod schemas that validate the requests. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Đôn Đốc')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth('dondoc_session')
    .build();
  return SwaggerModule.createDocument(app, about, {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: jsonSchemaOf,
  });
}

/** `/openapi.json`, and `/docs`, which brings all its files along and works without a network. */
export function serveDocs(app: INestApplication): void {
  let document: OpenAPIObject | undefined;
  // Built at the first request: a start should not wait for a page nobody may open.
  const documentOnce = () => (document ??= openApiDocument(app));
  SwaggerModule.setup('docs', app, documentOnce, {
    customSiteTitle: 'Đôn Đốc: API',
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: '',
    raw: ['json'],
  });
}

/** JSON Schema 2020-12, which is what OpenAPI 3.1 speaks; named schemas become components. */
function jsonSchemaOf(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $defs = {},
    $schema: _dialect,
    ...converted
  } = z.toJSONSchema(schema, {
    io: schemaType,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return { schema: converted, components: $defs };
}
