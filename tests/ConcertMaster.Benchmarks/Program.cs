// One benchmark suite per name: dotnet run -c Release --project tests/ConcertMaster.Benchmarks -- <suite> [--json FILE]
Console.Error.WriteLine("usage: benchmarks <suite> [--json FILE]");
return 2;
