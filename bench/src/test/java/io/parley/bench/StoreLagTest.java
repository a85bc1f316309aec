package io.parley.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreLagTest {

    @Test
    void shouldSaySoWhenHistoryWouldBeIncomplete() {
        assertThat(StoreLag.remark(
                        SampleLoad.complete(100, 50).storedAfter(2_400).load()))
                .get()
                .asString()
                .contains("the store fell behind", "2,400 ms");
    }

    @Test
    void shouldSayNothingWhenTheStoreKeepsUpOrNobodyCanTell() {
        assertThat(StoreLag.remark(
                        SampleLoad.complete(100, 50).storedAfter(1_900).load()))
                .isEmpty();
        assertThat(StoreLag.remark(SampleLoad.complete(100, 50).load())).isEmpty();
    }
}
