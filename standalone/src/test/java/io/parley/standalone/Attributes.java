package io.parley.standalone;

import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** A bean with one number, under a name that no method could have: as those of Connect. */
record Attributes(String name, Number value) implements DynamicMBean {

    @Override
    public Object getAttribute(String attribute) {
        return value;
    }

    @Override
    public void setAttribute(Attribute attribute) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new AttributeList();
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public Object invoke(String actionName, Object[] params, String[] signature) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new MBeanInfo(
                Attributes.class.getName(),
                "a number",
                new MBeanAttributeInfo[] {new MBeanAttributeInfo(name, "long", name, true, false, false)},
                null,
                null,
                null);
    }
}
