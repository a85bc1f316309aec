package io.parley.topologies.notify;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

import java.io.IOException;

class NotifyTopologyTest {

    @Test
    void shouldLookAsReviewed() throws IOException {
        GoldenFile.check(
                "notify",
                NotifyTopology.build(
                        new Topics(CatalogueConfig.small()),
                        new AvroSerdes(new LocalSchemaRegistry()),
                        NotifyConfig.standard()));
    }
}
