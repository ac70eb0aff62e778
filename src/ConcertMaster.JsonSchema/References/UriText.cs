using System.Text;

namespace ConcertMaster.JsonSchema.References;

/// <summary>
/// Resolves references as RFC 3986 section 5 says, on text. System.Uri would change what it is given (case, ports,
/// escapes), and identifiers of schemas are compared as they are written.
/// </summary>
internal static class UriText
{
    /// <summary>Splits an address into what stands before <c>#</c> and after it.</summary>
    public static (string Address, string Fragment) Split(string uri)
    {
        var hash = uri.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (uri, "") : (uri[..hash], uri[(hash + 1)..]);
    }

    /// <summary>The address that a reference means where the given address is the base.</summary>
    public static string Resolve(string baseAddress, string reference)
    {
        if (baseAddress.Length == 0) return reference;
        var target = Parts.Of(reference);
        if (target.Scheme is not null) return (target with { Path = WithoutDots(target.Path) }).ToString();
        var start = Parts.Of(baseAddress);
        if (target.Authority is not null)
            return (target with { Scheme = start.Scheme, Path = WithoutDots(target.Path) }).ToString();
        if (target.Path.Length == 0)
            return (start with { Query = target.Query ?? start.Query, Fragment = target.Fragment }).ToString();
        var path = target.Path[0] == '/' ? target.Path : Merge(start, target.Path);
        return (start with { Path = WithoutDots(path), Query = target.Query, Fragment = target.Fragment }).ToString();
    }

    /// <summary>Resolves percent escapes; a malformed one stays as it is.</summary>
    public static string Unescape(string text) => text.Contains('%') ? Uri.UnescapeDataString(text) : text;

    private static string Merge(Parts start, string path)
    {
        if (start.Authority is not null && start.Path.Length == 0) return "/" + path;
        return start.Path[..(start.Path.LastIndexOf('/') + 1)] + path;
    }

    private static string WithoutDots(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.EndsWith('.')) return path;
        var rooted = path.StartsWith('/');
        var kept = new List<string>();
        var segments = (rooted ? path[1..] : path).Split('/');
        foreach (var segment in segments)
        {
            if (segment is ".") continue;
            if (segment is not "..") kept.Add(segment);
            else if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }

        if (segments[^1] is "." or "..") kept.Add("");
        return (rooted ? "/" : "") + string.Join('/', kept);
    }

    private sealed record Parts(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
    {
        public static Parts Of(string uri)
        {
            var (rest, _) = Split(uri);
            string? fragment = rest.Length == uri.Length ? null : uri[(rest.Length + 1)..];
            string? query = null;
            var question = rest.IndexOf('?', StringComparison.Ordinal);
            if (question >= 0) (query, rest) = (rest[(question + 1)..], rest[..question]);
            string? scheme = null;
            var colon = rest.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && IsScheme(rest.AsSpan(0, colon))) (scheme, rest) = (rest[..colon], rest[(colon + 1)..]);
            if (!rest.StartsWith("//", StringComparison.Ordinal)) return new(scheme, null, rest, query, fragment);
            var slash = rest.IndexOf('/', 2);
            var end = slash < 0 ? rest.Length : slash;
            return new(scheme, rest[2..end], rest[end..], query, fragment);
        }

        public override string ToString()
        {
            var text = new StringBuilder();
            if (Scheme is not null) text.Append(Scheme).Append(':');
            if (Authority is not null) text.Append("//").Append(Authority);
            text.Append(Path);
            if (Query is not null) text.Append('?').Append(Query);
            if (Fragment is not null) text.Append('#').Append(Fragment);
            return text.ToString();
        }

        private static bool IsScheme(ReadOnlySpan<char> text)
        {
            if (!char.IsAsciiLetter(text[0])) return false;
            foreach (var c in text)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
            }

            return true;
        }
    }
}
