using ConcertMaster.Access;
using ConcertMaster.Access.Passwords;
using ConcertMaster.Access.People;
using ConcertMaster.Access.Setup;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Testing.EventStore;

namespace ConcertMaster.Tests.Access;

public sealed class PeopleSpec
{
    private static readonly UserId Nina = new(new Guid("00000000-0000-0000-0000-00000000000a"));
    private static readonly UserId Olga = new(new Guid("00000000-0000-0000-0000-00000000000b"));
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserInvited Invited = new(Nina, "nina@x.test", "Nina", Role.Reviewer, Olga, Noon);
    private static readonly UserJoined Joined = new(Nina, Noon);
    private static readonly UserDeactivated Deactivated = new(Nina, Olga, Noon);

    [Fact]
    public void A_stranger_is_invited() => Given().When(Inviting).Then(Invited);

    [Fact]
    public void An_invitation_that_is_repeated_adds_nothing() => Given(Invited).When(Inviting).ThenNothing();

    [Fact]
    public void A_member_is_not_invited_again() =>
        Given(Invited, Joined).When(Inviting).ThenRefused(AccessRefusals.AlreadyMember);

    [Fact]
    public void An_invited_person_joins_by_setting_a_password() => Given(Invited).When(Setting).Then(Joined);

    [Fact]
    public void A_member_who_sets_a_password_ends_earlier_sessions() =>
        Given(Invited, Joined, new PasswordChanged(Nina, Noon))
            .ThenState(new User.Active(Nina, "nina@x.test", "Nina", Role.Reviewer, Noon));

    [Fact]
    public void A_withdrawn_invitation_sets_no_password() =>
        Given(Invited, Deactivated).When(Setting).ThenRefused(AccessRefusals.PasswordLinkInvalid);

    [Fact]
    public void Nobody_takes_his_own_access_away() =>
        Given(Invited, Joined).When(state => UserDecider.Decide(new DeactivateUser(Nina, Noon), state))
            .ThenRefused(AccessRefusals.YourOwnAccount);

    [Fact]
    public void A_member_is_deactivated_once() =>
        Given(Invited, Joined, Deactivated).When(state => UserDecider.Decide(new DeactivateUser(Olga, Noon), state))
            .ThenNothing();

    [Fact]
    public void A_deactivated_person_comes_back_in_the_same_role_with_no_old_session() =>
        Given(Invited, Joined, Deactivated, new UserReactivated(Nina, Olga, Noon))
            .ThenState(new User.Active(Nina, "nina@x.test", "Nina", Role.Reviewer, Noon));

    [Fact]
    public void A_withdrawn_invitation_is_given_again_and_is_no_access_before_a_password_is_set()
    {
        var again = Invited with { InvitedBy = Olga, At = Noon };
        Given(Invited, Deactivated).When(state => UserDecider.Decide(new ReactivateUser(Olga, Noon), state)).Then(again);
        Given(Invited, Deactivated, again).ThenState(new User.Invited(Nina, "nina@x.test", "Nina", Role.Reviewer));
        Given(Invited, Deactivated, again).When(Setting).Then(Joined);
    }

    // So it was done once: the log has members that never set a password.
    [Fact]
    public void What_was_reactivated_before_it_had_joined_is_read_as_ever() =>
        Given(Invited, Deactivated, new UserReactivated(Nina, Olga, Noon))
            .ThenState(new User.Active(Nina, "nina@x.test", "Nina", Role.Reviewer, Noon));

    [Fact]
    public void No_link_is_sent_to_a_deactivated_person() =>
        Given(Invited, Joined, Deactivated)
            .When(state => PasswordDecider.Decide(new RequestPasswordLink(Olga, Noon), state))
            .ThenRefused(AccessRefusals.NotActive);

    [Theory]
    [InlineData("four words make one", true)]
    [InlineData("elevenchars", false)]
    [InlineData("aaaaaaaaaaaabbb", false)]
    [InlineData("my nina@x.test password", false)]
    public void A_password_is_long_and_not_the_address(string password, bool allowed) =>
        PasswordRules.Allows(password, "nina@x.test").ShouldBe(allowed);

    [Theory]
    [InlineData("Blue & Green Ltd.", "blue-green-ltd")]
    [InlineData("   ", "main")]
    [InlineData("Zażółć 3", "za-3")]
    public void An_organisation_gets_a_short_name_for_addresses(string name, string slug) => SetUp.SlugOf(name).ShouldBe(slug);

    [Fact]
    public void The_time_of_a_session_is_in_its_name() =>
        SessionIds.BeganAt(Guid.CreateVersion7(Noon)).ShouldBe(Noon, TimeSpan.FromMilliseconds(1));

    private static DeciderSpec<User, UserEvent> Given(params IReadOnlyList<UserEvent> events) =>
        Spec.For(UserStream.Decider).Given(events);

    private static Decision<UserEvent> Inviting(User state) => UserDecider.Decide(
        new InviteUser(Nina, "nina@x.test", "Nina", Role.Reviewer, Olga, Noon), state);

    private static Decision<UserEvent> Setting(User state) => PasswordDecider.Decide(new SetPassword(Noon), state);
}
