/** Kafka's clients as the admin process needs them: reading one partition on to its end or back from it, and a transactional producer. */
package io.parley.admin.log;
