"""Gets a clone ready to run: checks the tools, installs what is pinned, builds the web app. Standard library only."""
