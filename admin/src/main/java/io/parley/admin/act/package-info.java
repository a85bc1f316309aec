/** Acts of operators, as values: whom each is about, who may do it, and what it changes. */
package io.parley.admin.act;
