/** Access of operators: bearer tokens of the admin process, by name and role. It keeps digests of tokens, never tokens. */
package io.parley.admin.access;
