package io.parley.gateway.limit;

/**
 * Limits the work that clients' requests cause, in units: a row that is read, a member that is touched, a KiB that is
 * answered.
 *
 * @param perSecondPerSession units, twenty seconds' worth at once; 0: any
 * @param perSecondPerUser units by all sessions of a user on this gateway; 0: any
 * @param perSecondPerAddress units by all sessions from one address; 0: any
 * @param groupsPerDayPerUser groups that a user creates; 0: any
 * @param membersPerDayPerUser members that a user brings into conversations; 0: any
 */
public record WorkLimits(
        int perSecondPerSession,
        int perSecondPerUser,
        int perSecondPerAddress,
        int groupsPerDayPerUser,
        int membersPerDayPerUser) {}
