import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../http/access.ts';

const PAGE = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Đôn Đốc</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1c2733; }
h1 { margin-bottom: 0; } code { background: #eef2f5; padding: .1em .35em; border-radius: 3px; }
dt { font-weight: 600; margin-top: 1rem; } a { color: #0b5394; }
</style>
</head>
<body>
<main>
<h1>Đôn Đốc</h1>
<p>Theo dõi – đôn đốc – kiểm tra việc thực hiện một văn bản chỉ đạo. This is the API; people use it through the command line.</p>
<p><code>npx dondoc login --login NAME --url ADDRESS</code>, then:</p>
<dl>
<dt>Quản trị (administrator)</dt>
<dd><code>npx dondoc campaign list</code>, <code>campaign status</code>, <code>campaign board</code></dd>
<dt>Đơn vị (unit)</dt>
<dd><code>npx dondoc assignment list</code>, <code>assignment acknowledge</code>, <code>assignment review</code>, <code>assignment plan</code></dd>
<dt>Kiểm toán, kiểm tra (auditor)</dt>
<dd><code>npx dondoc assignment history</code>, <code>npx dondoc log verify</code></dd>
</dl>
<p><a href="/docs">API documentation</a> · <a href="/openapi.json">OpenAPI</a> · <a href="/health/ready">Is it ready?</a></p>
</main>
</body>
</html>
`;

/** Whoever opens the address in a browser learns what stands here and how to go on. Holds nothing that needs a log-in. */
@ApiExcludeController()
@Controller()
@Public()
export class FrontPageController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
  showFrontPage(): string {
    return PAGE;
  }
}
