#!/usr/bin/env bash
# The namespace of the installation, kept for a year: a campaign of fourteen months is followed by its closed parts. Waits for
# the server. Reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. A second run changes nothing but the retention.
set -euo pipefail
until temporal operator cluster health >/dev/null 2>&1; do sleep 1; done
temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 8760h 2>/dev/null ||
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention 8760h
until temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; do sleep 1; done
