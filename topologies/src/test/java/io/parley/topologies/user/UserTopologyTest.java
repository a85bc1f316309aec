package io.parley.topologies.user;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

import java.io.IOException;

class UserTopologyTest {

    @Test
    void shouldLookAsReviewed() throws IOException {
        GoldenFile.check(
                "user",
                UserTopology.build(
                        new Topics(CatalogueConfig.small()),
                        new AvroSerdes(new LocalSchemaRegistry()),
                        UserConfig.standard()));
    }
}
