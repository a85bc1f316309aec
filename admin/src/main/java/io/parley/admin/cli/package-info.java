/** The command line of operators: asks the admin interface over HTTP, and checks the audit chain in the log itself. */
package io.parley.admin.cli;
