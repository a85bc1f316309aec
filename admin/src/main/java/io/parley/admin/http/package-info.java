/** The admin interface over HTTP: recognises callers, reads requests strictly, answers in JSON. It owns no data. */
package io.parley.admin.http;
