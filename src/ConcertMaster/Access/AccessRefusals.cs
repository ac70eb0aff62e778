using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;

namespace ConcertMaster.Access;

internal static class AccessRefusals
{
    public static readonly Refusal InvalidCredentials = new("session.invalid-credentials", 401,
        "The e-mail address and the password do not belong together. Check both and try again.");

    public static readonly Refusal PasswordWrong = new("session.password-wrong", 422,
        "That is not your password. Nothing was signed; type it again.");

    public static readonly Refusal TooManyAttempts = new("session.too-many-attempts", 429,
        $"Too many failed sign-ins. Wait {Limits.SignInFailureWindow.TotalMinutes:0} minutes and try again.");

    public static readonly Refusal RefreshTokenInvalid = new("session.refresh-invalid", 401,
        "The refresh token is unknown or has run out. Sign in again.");

    public static readonly Refusal UserUnknown = new("user.unknown", 404,
        "There is no such person in this organisation.");

    public static readonly Refusal LastOwner = new("user.last-owner", 409,
        "You are changing your own ownership. Let another owner do it, so that the organisation always has one.");

    public static readonly Refusal AlreadyMember = new("user.already-member", 409,
        "This person already has an account here. If it is deactivated, reactivate it in the list.");

    public static readonly Refusal EmailTaken = new("user.email-taken", 409,
        "This address has an account in another organisation of this installation. Use another address.");

    public static readonly Refusal EmailInvalid = new("user.email-invalid", 422,
        "This is not an e-mail address. Check it and try again.");

    public static readonly Refusal NameInvalid = new("user.name-invalid", 422,
        $"A name has 1 to {Limits.NameLengthMax} characters.");

    public static readonly Refusal YourOwnAccount = new("user.your-own-account", 409,
        "You cannot deactivate yourself. Let another owner do it, so that the organisation always has one.");

    public static readonly Refusal NotActive = new("user.not-active", 409,
        "This account is deactivated. Reactivate it first.");

    public static readonly Refusal PasswordTooWeak = new("password.too-weak", 422,
        $"A password has {Limits.PasswordLengthMin} to {Limits.PasswordLengthMax} characters, at least five different ones, "
        + "and does not contain your e-mail address. A sentence of a few words is best.");

    public static readonly Refusal CurrentPasswordWrong = new("password.current-wrong", 403,
        "This is not your present password. Check it and try again.");

    public static readonly Refusal PasswordLinkInvalid = new("password.link-invalid", 410,
        "This link has been used, has run out, or is incomplete. Ask for a new one.");

    public static readonly Refusal SetupDone = new("setup.done", 409,
        "This installation has an organisation already. Sign in, or ask one of its owners to invite you.");

    public static readonly Refusal SetupCodeWrong = new("setup.code-wrong", 403,
        "This is not the set-up code. It stands among the last lines that the program printed when it started.");
}
