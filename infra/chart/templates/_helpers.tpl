{{- define "dondoc.version" -}}
{{ .Values.version | default .Chart.AppVersion }}
{{- end }}

{{- define "dondoc.labels" -}}
app.kubernetes.io/name: dondoc
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ include "dondoc.version" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* What selects a part's pods; never changes between releases. Called with (list $ "api"). */}}
{{- define "dondoc.selector" -}}
app.kubernetes.io/name: dondoc
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Called with (list $ "api"). */}}
{{- define "dondoc.image" -}}
{{- $top := index . 0 -}}
{{- with $top.Values.image.registry }}{{ . }}/{{ end }}dondoc-{{ index . 1 }}:{{ include "dondoc.version" $top }}
{{- end }}

{{/* Called with (list "DATABASE_URL" .Values.secrets.database). */}}
{{- define "dondoc.fromSecret" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ (index . 1).name }}
      key: {{ (index . 1).key }}
{{- end }}

{{- define "dondoc.temporal" -}}
- name: TEMPORAL_ADDRESS
  value: {{ .Values.temporal.address | quote }}
- name: TEMPORAL_NAMESPACE
  value: {{ .Values.temporal.namespace | quote }}
{{- end }}

{{- define "dondoc.workerVersion" -}}
- name: TEMPORAL_DEPLOYMENT_NAME
  value: {{ .Release.Name | quote }}
- name: TEMPORAL_WORKER_BUILD_ID
  value: {{ include "dondoc.version" . | quote }}
{{- end }}

{{- define "dondoc.podBasics" -}}
automountServiceAccountToken: false
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* A folder that may be written is /tmp only; the workflow bundle is in the image. */}}
{{- define "dondoc.scratch" -}}
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{- end }}
