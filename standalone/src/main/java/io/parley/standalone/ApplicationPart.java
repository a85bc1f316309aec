package io.parley.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.Health;
import io.parley.schemas.SchemaRegistry;
import io.parley.topologies.Application;
import io.parley.topologies.StreamsApplication;

import java.util.concurrent.CompletionException;

/** Runs a topology as a part. */
final class ApplicationPart implements Part.Running {

    private final StreamsApplication application;

    private ApplicationPart(StreamsApplication application) {
        this.application = application;
    }

    static ApplicationPart start(Application kind, Settings settings, SchemaRegistry registry, MeterRegistry meters)
            throws InterruptedException {
        ApplicationPart part = new ApplicationPart(new StreamsApplication(kind, settings, registry, meters));
        try {
            part.application.start();
            return part;
        } catch (RuntimeException | InterruptedException e) {
            part.stop();
            throw e;
        }
    }

    @Override
    public PartStatus status() {
        if (application.ended().isCompletedExceptionally()) {
            return PartStatus.failed("it could not go on: " + cause());
        }
        Health ready = application.ready();
        return ready.ok() ? PartStatus.RUNNING : PartStatus.starting(ready.reason());
    }

    @Override
    public void stop() {
        application.close();
    }

    private String cause() {
        try {
            application.ended().join();
            return "closed";
        } catch (CompletionException e) {
            return String.valueOf(e.getCause());
        }
    }
}
