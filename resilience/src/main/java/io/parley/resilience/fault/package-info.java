/** Faults as objects: each breaks one thing of an installation and puts it right again. */
package io.parley.resilience.fault;
