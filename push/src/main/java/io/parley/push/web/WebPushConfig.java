package io.parley.push.web;

import java.time.Duration;

import javax.net.ssl.SSLContext;

/**
 * Says how push services are reached.
 *
 * @param name of the service, for metrics
 * @param rules where its endpoints may lead
 * @param oneService whether all these endpoints are of one service, whose failure is that of all
 * @param keys that identify the installation
 * @param connections to each service, of a hundred messages under way each
 * @param timeout of a request
 * @param tls whom we trust
 */
public record WebPushConfig(
        String name,
        EndpointRules rules,
        boolean oneService,
        VapidKeys keys,
        int connections,
        Duration timeout,
        SSLContext tls) {}
