using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Access;

internal static class AccessRefusals
{
    public static readonly Refusal InvalidCredentials = new("session.invalid-credentials", 401,
        "The e-mail address and the password do not belong together. Check both and try again.");

    public static readonly Refusal TooManyAttempts = new("session.too-many-attempts", 429,
        $"Too many failed sign-ins. Wait {Limits.SignInFailureWindow.TotalMinutes:0} minutes and try again.");

    public static readonly Refusal RefreshTokenInvalid = new("session.refresh-invalid", 401,
        "The refresh token is unknown or has run out. Sign in again.");

    public static readonly Refusal UserUnknown = new("user.unknown", 404,
        "There is no such person in this organisation.");

    public static readonly Refusal LastOwner = new("user.last-owner", 409,
        "You are changing your own ownership. Let another owner do it, so that the organisation always has one.");
}
