using AccountingSync.Sandbox;

await SandboxApp.Build(args).RunAsync();
