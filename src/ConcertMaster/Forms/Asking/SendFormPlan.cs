using System.Text.Json;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Asking;

/// <summary>Whom a waiting step asked, and how many answers end the wait.</summary>
internal sealed record SendFormPlan(int Needed, DateTimeOffset? Deadline, IReadOnlyList<AskedPerson> Asked)
{
    public static SendFormPlan For(SendFormConfig config, IReadOnlyList<SentInvitation> sent)
    {
        // Nobody waits for an answer to a letter that never arrived.
        var reached = sent.Count(one => one.Bounced is null);
        var needed = config.WaitFor is { } count ? Math.Min(count, reached) : reached;
        return new(needed, config.Deadline,
            [.. sent.Select(one => new AskedPerson(
                one.Id, one.Recipient.Email, one.Recipient.Name, one.Recipient.Reference, one.Bounced))]);
    }

    public string Describe(int answers) => $"{answers} of {Needed} answers";

    /// <summary>The answers in the order in which people were asked, and who did not answer.</summary>
    public static JsonElement Output(IReadOnlyList<Signal> answers, SendFormPlan plan)
    {
        var byInvitation = answers.GroupBy(answer => answer.Key).ToDictionary(group => group.Key, group => group.First().Data);
        var responses = plan.Asked.Where(one => byInvitation.ContainsKey(one.InvitationId.ToString()))
            .Select(one => byInvitation[one.InvitationId.ToString()]);
        var missing = plan.Asked.Where(one => !byInvitation.ContainsKey(one.InvitationId.ToString()))
            .Select(one => new { one.Email, one.Name, one.Reference, one.Bounced });
        return AppJson.ToElement(new { responses, missing, asked = plan.Asked.Count });
    }
}

internal sealed record AskedPerson(InvitationId InvitationId, string Email, string? Name, string? Reference, string? Bounced);
