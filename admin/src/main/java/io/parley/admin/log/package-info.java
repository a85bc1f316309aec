/** Kafka's clients as the admin process needs them: reading one partition on to its end, and a transactional producer. */
package io.parley.admin.log;
