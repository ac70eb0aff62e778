using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>Whole numbers as English words, Roman numerals and letters, and back.</summary>
internal static partial class NumberNames
{
    private const int RomanLengthMax = 100_000;

    private static readonly string[] Ones =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] OrdinalOnes =
    [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
        "Nineteenth",
    ];

    private static readonly string[] Tens =
        ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred"];

    private static readonly string[] Thousands = ["Thousand", "Million", "Billion", "Trillion"];

    private static readonly (int Value, string Numeral)[] Numerals =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    private static readonly FrozenDictionary<string, double> WordValues = CollectWordValues();

    public static string WordPattern { get; } = $"(?:{string.Join('|', WordValues.Keys)}|and|[\\-, ])+";

    public static string ToWords(double number, bool isOrdinal) => double.IsFinite(number)
        ? Words(number, false, isOrdinal)
        : throw new JsonataException("D1001", value: Values.NumberText.Format(number));

    public static double FromWords(string text)
    {
        // Sums of thousands: a word below a hundred is added to the last one, any other multiplies it.
        var sums = new List<double> { 0 };
        foreach (var word in WordSeparator().Split(text))
        {
            var value = WordValues.GetValueOrDefault(word, double.NaN);
            if (value < 100)
            {
                if (sums[^1] >= 1000)
                {
                    sums.Add(0);
                }
                sums[^1] += value;
            }
            else
            {
                sums[^1] *= value;
            }
        }
        return sums.Sum();
    }

    public static string ToRoman(double number, bool isUpper)
    {
        if (number / 1000 >= RomanLengthMax)
        {
            throw new JsonataException("L1003", value: Values.NumberText.Format(RomanLengthMax));
        }
        var roman = new StringBuilder();
        foreach (var (value, numeral) in Numerals)
        {
            for (; number >= value; number -= value)
            {
                roman.Append(numeral);
            }
        }
        return isUpper ? roman.ToString().ToUpperInvariant() : roman.ToString();
    }

    public static double FromRoman(string text)
    {
        var (sum, highest) = (0.0, 1.0);
        for (var index = text.Length - 1; index >= 0; index--)
        {
            double value = text[index] switch
            {
                'M' => 1000, 'D' => 500, 'C' => 100, 'L' => 50, 'X' => 10, 'V' => 5, 'I' => 1, _ => double.NaN,
            };
            if (value < highest)
            {
                sum -= value;
            }
            else
            {
                highest = value;
                sum += value;
            }
        }
        return sum;
    }

    public static string ToLetters(double number, char first)
    {
        var letters = new Stack<char>();
        for (; number > 0 && double.IsFinite(number); number = Math.Floor((number - 1) / 26))
        {
            letters.Push((char)(((number - 1) % 26) + first));
        }
        return new string(letters.ToArray());
    }

    public static double FromLetters(string text, char first)
    {
        var sum = 0.0;
        for (var index = 0; index < text.Length; index++)
        {
            sum += (text[text.Length - index - 1] - first + 1) * Math.Pow(26, index);
        }
        return sum;
    }

    private static string Words(double number, bool hasPrevious, bool isOrdinal)
    {
        if (number <= 19)
        {
            return (hasPrevious ? " and " : "") + (isOrdinal ? OrdinalOnes : Ones)[(int)number];
        }
        if (number < 100)
        {
            var tens = (hasPrevious ? " and " : "") + Tens[(int)(number / 10) - 2];
            return number % 10 > 0 ? $"{tens}-{Words(number % 10, false, isOrdinal)}"
                : isOrdinal ? tens[..^1] + "ieth" : tens;
        }
        string words;
        double rest;
        if (number < 1000)
        {
            words = $"{Ones[(int)(number / 100)]} Hundred";
            rest = number % 100;
        }
        else
        {
            var magnitude = Math.Min((int)Math.Floor(Math.Log10(number) / 3), Thousands.Length);
            var factor = Math.Pow(10, magnitude * 3);
            var count = Math.Floor(number / factor);
            words = $"{Words(count, false, false)} {Thousands[magnitude - 1]}";
            rest = number - (count * factor);
        }
        words = (hasPrevious ? ", " : "") + words;
        return rest > 0 ? words + Words(rest, true, isOrdinal) : isOrdinal ? words + "th" : words;
    }

    private static FrozenDictionary<string, double> CollectWordValues()
    {
        var values = new Dictionary<string, double>();
        for (var index = 0; index < Ones.Length; index++)
        {
            values[Ones[index].ToLowerInvariant()] = index;
            values[OrdinalOnes[index].ToLowerInvariant()] = index;
        }
        for (var index = 0; index < Tens.Length; index++)
        {
            var word = Tens[index].ToLowerInvariant();
            values[word] = (index + 2) * 10;
            values[word[..^1] + "ieth"] = (index + 2) * 10;
        }
        values["hundredth"] = 100;
        for (var index = 0; index < Thousands.Length; index++)
        {
            var word = Thousands[index].ToLowerInvariant();
            values[word] = values[word + "th"] = Math.Pow(10, (index + 1) * 3);
        }
        return values.ToFrozenDictionary();
    }

    [GeneratedRegex(@",\s|\sand\s|[\s\\-]")]
    private static partial Regex WordSeparator();
}
