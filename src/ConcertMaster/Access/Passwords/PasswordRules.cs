using ConcertMaster.Shared;

namespace ConcertMaster.Access.Passwords;

/// <summary>Length over composition, as NIST SP 800-63B section 3.1.1.2 advises: no rules about kinds of characters.</summary>
internal static class PasswordRules
{
    private const int DistinctCharactersMin = 5;

    public static bool Allows(string? password, string email) =>
        password is { Length: >= Limits.PasswordLengthMin and <= Limits.PasswordLengthMax }
        && password.Distinct().Count() >= DistinctCharactersMin
        && !password.Contains(email, StringComparison.OrdinalIgnoreCase);
}
