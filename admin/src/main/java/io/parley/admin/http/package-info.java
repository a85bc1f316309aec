/**
 * The admin interface over HTTP, as {@code openapi/admin.v1.yaml} describes it. It owns no data.
 *
 * <pre>
 *  AdminServer ─┬─► ActRequests  ─► ActReader, then Acts     POST
 *               ├─► LookRequests ─► Query,     then Looks    GET
 *               └─► Callers: who asks, and from where
 * </pre>
 */
package io.parley.admin.http;
