namespace ConcertMaster.Shared;

/// <summary>Limits that hold for the whole product. A slice's own limits stand in its <c>…Limits</c> file.</summary>
public static class Limits
{
    /// <summary>Longest body of a request, in bytes. Beyond it: 413 <c>request.too-large</c>.</summary>
    public const int RequestBodyBytesMax = 1024 * 1024;

    /// <summary>Deepest nesting of JSON in a request or an event.</summary>
    public const int JsonDepthMax = 64;

    /// <summary>Rows of a list in one answer.</summary>
    public const int PageSizeMax = 200;

    public const int PageSizeDefault = 50;

    /// <summary>Longest name of anything a user names, in characters.</summary>
    public const int NameLengthMax = 200;

    /// <summary>How long a read waits for its read model to have seen the caller's own write.</summary>
    public static readonly TimeSpan ReadAfterWriteWait = TimeSpan.FromSeconds(2);

    /// <summary>How long the answer of a POST with an <c>Idempotency-Key</c> is kept and repeated.</summary>
    public static readonly TimeSpan IdempotencyKept = TimeSpan.FromHours(24);

    /// <summary>Longest <c>Idempotency-Key</c>, in characters.</summary>
    public const int IdempotencyKeyLengthMax = 200;

    /// <summary>Shortest password of an account made outside the demo, in characters.</summary>
    public const int PasswordLengthMin = 12;

    public const int PasswordLengthMax = 200;

    /// <summary>How long the link in an invitation, or in a letter to set a new password, works.</summary>
    public static readonly TimeSpan PasswordLinkValid = TimeSpan.FromDays(3);

    /// <summary>Failed sign-ins per address and e-mail before they are refused for a while.</summary>
    public const int SignInFailureCountMax = 10;

    public static readonly TimeSpan SignInFailureWindow = TimeSpan.FromMinutes(5);

    /// <summary>Topics one browser connection may follow at once.</summary>
    public const int LiveTopicsPerConnectionMax = 50;

    /// <summary>What one browser tells the others of itself at once, in characters.</summary>
    public const int LivePresenceLengthMax = 8_000;
}
