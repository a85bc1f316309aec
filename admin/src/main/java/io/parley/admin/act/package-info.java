/** What operators can do, as values: whom it is about, who may do it, and what it changes. */
package io.parley.admin.act;
